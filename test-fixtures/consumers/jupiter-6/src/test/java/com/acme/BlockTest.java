package com.acme;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.junit.GradientTest;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Random;

class BlockTest {
    @GradientTest(tries = 3)
    void scale(GradientChecker checker, Random random) {
        checker.check(subject(new Scale(3), random));
    }

    @GradientTest(tries = 3)
    void shift(GradientChecker checker, Random random) {
        checker.check(subject(new Shift(3), random));
    }

    private static Subject subject(Block block, Random random) {
        for (int j = 0; j < block.weights().length; j++) {
            block.weights()[j] = random.nextGaussian();
        }
        Tensor input = Tensor.zeros(4, block.weights().length);
        for (int k = 0; k < input.size(); k++) {
            input.values()[k] = random.nextGaussian();
        }
        return Subject.layer(block.getClass().getSimpleName(), new BlockLayer(block), input)
                .about(block.getClass());
    }
}
