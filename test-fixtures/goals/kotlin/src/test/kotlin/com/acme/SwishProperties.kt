package com.acme

import io.gradcheck.check.GradientChecker
import io.gradcheck.jqwik.CaseArbitraries
import io.gradcheck.source.LayerSource
import io.gradcheck.source.SubjectCase
import net.jqwik.api.Arbitrary
import net.jqwik.api.ForAll
import net.jqwik.api.Property
import net.jqwik.api.Provide

class SwishProperties {
    @Provide
    fun swish(): Arbitrary<SubjectCase> =
        CaseArbitraries.of(LayerSource.of("swish", { _ -> Swish() }, { s -> intArrayOf(s.batch(), s.width()) }))

    @Property(tries = 50)
    fun swish_is_right(
        @ForAll("swish") swish: SubjectCase,
    ) {
        GradientChecker.standard().allowVacuous().check(swish.subject()).throwIfFailed()
    }
}
