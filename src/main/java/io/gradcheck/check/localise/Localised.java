package io.gradcheck.check.localise;

import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.Units;
import io.gradcheck.finding.CountKind;
import java.util.List;

/**
 * The wrong entries of a failing variable, as far as they were found.
 *
 * @param probed every entry that was checked singly, right ones too; worst first
 * @param wrong how many entries are wrong
 * @param count how that number is known
 * @param blocks the blocks that are wrong throughout; the other wrong entries are among those probed
 * @param sampled whether the wrong entries that were probed are a few of many, in places left to chance
 */
public record Localised(List<EntryProbe> probed, int wrong, CountKind count, List<Block> blocks, boolean sampled) {

    public static final Localised NONE = new Localised(List.of(), 0, CountKind.EXACT, List.of(), false);

    /** The same in the units of the subject. */
    public Localised ofSubject(String variable, Units units) {
        List<EntryProbe> own = probed.stream()
                .map(entry -> entry.perLength(units.length(variable, entry.offset())))
                .toList();
        return new Localised(own, wrong, count, blocks, sampled);
    }

    /** The entries found wrong; if none is beyond its own bound, the most suspicious one away from kinks. */
    public List<EntryProbe> suspects() {
        List<EntryProbe> wrongOnes = probed.stream().filter(EntryProbe::wrong).toList();
        return wrongOnes.isEmpty()
                ? probed.stream().filter(EntryProbe::clear).limit(1).toList()
                : wrongOnes;
    }
}
