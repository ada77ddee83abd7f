package wild;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.function.Supplier;

/**
 * What a check of a derivative in a library must come to.
 *
 * @param name the class of the library, or its method, and where it is checked
 * @param subject the adapter, at that place
 * @param verdict the verdict
 * @param wrong the wrong entries of each wrong variable and the laws that are broken, such as {@code x[1], x[3]; law LINEAR}
 * @param looksLike the words of the first diagnosis of the first wrong variable; empty if there is none
 * @param evidence what shows that it is so, other than our own numeric derivative; null unless the verdict is FAIL
 * @param mistake what is wrong in the library, in words for the page
 */
record Expected(
        String name,
        Supplier<Subject> subject,
        Verdict verdict,
        String wrong,
        String looksLike,
        Evidence evidence,
        String mistake) {}
