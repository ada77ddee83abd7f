package io.gradcheck;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.subject.vector.CommonsMath;
import org.apache.commons.math3.analysis.function.Logit;

public class FirstMistake {
    public static void main(String[] args) {
        System.out.println(
                GradientChecker.standard().check(CommonsMath.parametric(new Logit.Parametric(), 0.4, -2, 3)));
    }
}
