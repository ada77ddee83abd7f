package io.gradcheck.campaign.repeat;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource;
import io.gradcheck.source.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Sources of a product with a wrong sign, of classes that code can name, and of others that it cannot. */
public final class PlantedTensors {

    private PlantedTensors() {}

    /** The product of two vectors. */
    public abstract static class Product extends TensorSource {
        Product(String name) {
            super(name);
        }

        @Override
        protected java.util.Map<String, Variable> variables(Sizes sizes) {
            java.util.Map<String, Variable> variables = new LinkedHashMap<>();
            variables.put("a", new Variable(Values.any(), sizes.width()));
            variables.put("b", new Variable(Values.any(), sizes.width()));
            return variables;
        }

        @Override
        protected io.gradcheck.subject.Subject subject(
                Sizes sizes, java.util.Map<String, io.gradcheck.subject.Tensor> values) {
            return io.gradcheck.subject.Subject.of(
                    name(),
                    values,
                    at -> product(at.get("a"), at.get("b")),
                    (at, u) -> java.util.Map.of("a", product(u, at.get("b"), -1), "b", product(u, at.get("a"), 1)));
        }

        private static io.gradcheck.subject.Tensor product(
                io.gradcheck.subject.Tensor a, io.gradcheck.subject.Tensor b) {
            return product(a, b, 1);
        }

        private static io.gradcheck.subject.Tensor product(
                io.gradcheck.subject.Tensor a, io.gradcheck.subject.Tensor b, double factor) {
            io.gradcheck.subject.Tensor product = a.copy();
            for (int i = 0; i < product.size(); i++) {
                product.values()[i] *= factor * b.values()[i];
            }
            return product;
        }
    }

    /** Seen everywhere. */
    public static final class Open extends Product {
        /** Called by the code that repeats a finding. */
        public Open() {
            super("open");
        }
    }

    static class OfPackage extends Product {
        OfPackage() {
            super("of its package");
        }
    }

    /** Its constructor is seen in the package only. */
    public static class MadeInPackage extends Product {
        MadeInPackage() {
            super("made in its package");
        }
    }

    private static class Hidden extends Product {
        Hidden() {
            super("hidden */ \\user\n\"");
        }
    }

    private static class HiddenAndWritten extends Product {
        HiddenAndWritten() {
            super("hidden and written");
        }

        @Override
        protected String code() {
            return "io.gradcheck.campaign.repeat.PlantedTensors.hidden()";
        }
    }

    /** Written by itself, with its simple name. */
    public static class Written extends Product {
        private final int number;

        /**
         * Makes one.
         *
         * @param number any
         */
        public Written(int number) {
            super("written");
            this.number = number;
        }

        @Override
        protected String code() {
            return "new Written(" + number + ")";
        }
    }

    static class WithArgument extends Product {
        WithArgument(int argument) {
            super("with argument " + argument);
        }
    }

    static class WithPrivateConstructor extends Product {
        private WithPrivateConstructor() {
            super("with a private constructor");
        }
    }

    static class Thrower extends Product {
        Thrower() throws IOException {
            super("thrower");
            if (name().isEmpty()) {
                throw new IOException("no name");
            }
        }
    }

    static class Around {
        private final String inner = "inner";

        class Inner extends Product {
            Inner() {
                super(Around.this.inner);
            }
        }
    }

    static class Tensor extends Product {
        Tensor() {
            super("called tensor");
        }
    }

    static class Subject extends Product {
        Subject() {
            super("called subject");
        }
    }

    static class Map extends Product {
        Map() {
            super("called map");
        }
    }

    static class Repeat extends Product {
        Repeat() {
            super("called repeat");
        }
    }

    /** {@return one that no other class can make} */
    public static TensorSource hidden() {
        return new HiddenAndWritten();
    }

    static List<TensorSource> all() {
        class Local extends Product {
            Local() {
                super("local");
            }
        }
        List<TensorSource> all = new ArrayList<>(List.of(
                new Open(),
                new OfPackage(),
                new MadeInPackage(),
                new Hidden(),
                new HiddenAndWritten(),
                new Written(3),
                new WithArgument(3),
                new WithPrivateConstructor(),
                new Around().new Inner(),
                new Tensor(),
                new Subject(),
                new Map(),
                new Repeat(),
                new Local(),
                new Product("anonymous") {}));
        try {
            all.add(new Thrower());
        } catch (IOException never) {
            throw new AssertionError(never);
        }
        return all;
    }
}
