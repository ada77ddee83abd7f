package io.gradcheck.finding;

/**
 * How many entries were checked: {@code all = checked + excluded + undecided}.
 *
 * @param all the number of entries
 * @param checked those that took part in a decisive probe, or were found wrong: their verdict is PASS, KINK or FAIL
 * @param excluded those of variables that were excluded
 * @param undecided those of which nothing can be said: noise, values that are not finite, evaluations used up, not reached
 *     before an interrupt
 */
public record EntryCounts(long all, long checked, long excluded, long undecided) {

    /**
     * Counts that add up.
     *
     * @param all the number of entries
     * @param checked those with a verdict of PASS, KINK or FAIL
     * @param excluded those of excluded variables
     * @param undecided those of which nothing can be said
     * @throws IllegalArgumentException if a count is negative
     * @throws IllegalArgumentException if checked, excluded and undecided do not add up to all
     */
    public EntryCounts {
        if (checked < 0 || excluded < 0 || undecided < 0) {
            throw new IllegalArgumentException("entries: found checked " + checked + ", excluded " + excluded
                    + ", undecided " + undecided + ", wanted no negative count");
        }
        if (checked + excluded + undecided != all) {
            throw new IllegalArgumentException("entries: found checked " + checked + " + excluded " + excluded
                    + " + undecided " + undecided + ", wanted " + all + " in all");
        }
    }
}
