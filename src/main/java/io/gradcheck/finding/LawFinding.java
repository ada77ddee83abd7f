package io.gradcheck.finding;

/**
 * What was found about one law.
 *
 * @param law the law
 * @param verdict PASS where it holds, FAIL where it is broken, INCONCLUSIVE where it keeps the rest from being judged
 * @param checked what was compared with what; empty on PASS, as are the following
 * @param found what was found
 * @param wanted what was wanted
 * @param remedy what to do
 */
public record LawFinding(Law law, Verdict verdict, String checked, String found, String wanted, String remedy) {

    /** {@return how to leave the law out, as Java code} */
    public String optOut() {
        return "GradientChecker.standard().without(Law." + law + ")";
    }

    /** {@return what was checked, found and wanted, what to do and how to leave the law out, in lines; empty on PASS} */
    public String text() {
        return verdict == Verdict.PASS
                ? ""
                : "checked  " + checked + "\n"
                        + "found    " + found + "\n"
                        + "wanted   " + wanted + "\n"
                        + "remedy   " + remedy + "\n"
                        + "opt out  " + optOut();
    }
}
