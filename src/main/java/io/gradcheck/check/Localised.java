package io.gradcheck.check;

import java.util.List;

/**
 * The wrong entries of a failing variable, as far as they were found.
 *
 * @param probed every entry that was checked singly, right ones too; worst first
 * @param wrong how many entries are wrong
 * @param count how that number is known
 */
record Localised(List<EntryProbe> probed, int wrong, CountKind count) {

    static final Localised NONE = new Localised(List.of(), 0, CountKind.EXACT);

    /** The entries found wrong; if none is beyond its own bound, the most suspicious one away from kinks. */
    List<EntryProbe> suspects() {
        List<EntryProbe> wrongOnes = probed.stream().filter(EntryProbe::wrong).toList();
        return wrongOnes.isEmpty()
                ? probed.stream().filter(EntryProbe::clear).limit(1).toList()
                : wrongOnes;
    }
}
