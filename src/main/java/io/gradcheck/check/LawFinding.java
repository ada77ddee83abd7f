package io.gradcheck.check;

/**
 * What was found about one law.
 *
 * @param law the law
 * @param verdict PASS where it holds, FAIL where it is broken, INCONCLUSIVE where it keeps the rest from being judged
 * @param text what was checked, found and wanted, what to do and how to switch the law off, in lines; empty on PASS
 */
public record LawFinding(Law law, Verdict verdict, String text) {}
