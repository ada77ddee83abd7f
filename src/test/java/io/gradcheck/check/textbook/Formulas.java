package io.gradcheck.check.textbook;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The formulas of one theme, as they are told. */
final class Formulas {

    private final String theme;
    private final List<Formula> all = new ArrayList<>();

    Formulas(String theme) {
        this.theme = theme;
    }

    List<Formula> all() {
        return List.copyOf(all);
    }

    /** At all sorts of numbers. */
    void any(String name, Function<Draw, Example> example) {
        at(Regime.ANY, name, example);
    }

    /** At the numbers that it brings itself. */
    void own(String name, Function<Draw, Example> example) {
        at(new Regime[] {Regime.OWN}, name, example);
    }

    void at(Regime[] regimes, String name, Function<Draw, Example> example) {
        all.add(new Formula(theme, name, List.of(regimes), example));
    }
}
