package com.acme;

import io.gradcheck.source.LayerSource;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.jqwik.CaseArbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BlockPropertiesTest {
    @Property(tries = 200, seed = "1")
    void scale_is_right(@ForAll("scales") SubjectCase scale) {
        GradientChecker.standard().check(scale.subject());
    }

    @Property(tries = 200, seed = "1")
    void shift_is_right(@ForAll("shifts") SubjectCase shift) {
        GradientChecker.standard().check(shift.subject());
    }

    @Provide
    Arbitrary<SubjectCase> scales() {
        return CaseArbitraries.of(LayerSource.of(
                        "scale",
                        s -> new BlockLayer(new Scale(s.width())),
                        s -> new int[] {s.batch(), s.width()})
                .about(Scale.class));
    }

    @Provide
    Arbitrary<SubjectCase> shifts() {
        return CaseArbitraries.of(LayerSource.of(
                        "shift",
                        s -> new BlockLayer(new Shift(s.width())),
                        s -> new int[] {s.batch(), s.width()})
                .about(Shift.class));
    }
}
