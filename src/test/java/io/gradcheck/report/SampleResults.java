package io.gradcheck.report;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.EntryCounts;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Subgradient;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntries;
import io.gradcheck.finding.WrongJacobian;
import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Initialiser;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.recording.Recording;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.MistakeResult;
import io.gradcheck.result.NetworkResult;
import io.gradcheck.result.NetworkResult.LayerResult;
import io.gradcheck.result.NetworkResult.SkipResult;
import io.gradcheck.result.PartResult;
import io.gradcheck.result.Status;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.result.TestName;
import io.gradcheck.result.TestResult;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Results as projects have them: most of them of real checks, and many by the thousand. */
final class SampleResults {

    /** Ends whatever it is written into, if it is not escaped. */
    static final String HOSTILE =
            "</script></style><script>document.title='owned'</script><img src=x onerror=alert(1)>\"'&|`@x";

    private static final Instant STARTED = Instant.parse("2026-03-01T12:00:00Z");
    private static final String RUN = "20260301T120000Z-4711-c0ffee00";

    private SampleResults() {}

    static ClassResult of(String testClass, List<TestResult> tests) {
        return new ClassResult(ClassResult.FORMAT, RUN, STARTED, STARTED.plusSeconds(5), testClass, tests);
    }

    static TestResult test(String method, Status status, Subject... subjects) {
        return test(method, "junit-jupiter", status, subjects);
    }

    private static TestResult test(String method, String engine, Status status, Subject... subjects) {
        Recording recording = Recording.beside(
                new TestName("com.acme.LayersTest", method, engine, "[engine:" + engine + "]/" + method));
        recording.enter();
        for (Subject subject : subjects) {
            GradientChecker.standard().seed(7).check(subject);
        }
        recording.leave();
        recording.ended(new PartResult("", status, status == Status.SUCCESSFUL ? "" : "what " + method + " says"));
        return recording.close();
    }

    /** A project with results of every kind. */
    static List<ClassResult> project() {
        return List.of(
                of(
                        "com.acme.layers.LayersTest",
                        List.of(
                                test("activations_are_right", Status.SUCCESSFUL, right("sine"), right("sine, again")),
                                test("network_is_right", Status.SUCCESSFUL, network("network 4-6-3")),
                                test("dense_weights", Status.FAILED, transposed("dense layer 4x4")),
                                test("dense_row", Status.FAILED, oneRowWrong("dense layer 6x8")),
                                test("relu_at_zero", Status.SUCCESSFUL, kink("leaky relu at 0")),
                                test("square_root_at_zero", Status.ABORTED, undecided("square root at 0")),
                                test(
                                        "finds_a_planted_mistake",
                                        Status.SUCCESSFUL,
                                        wrongSign("cosine with its sign flipped")))),
                of(
                        "com.acme.layers.LossTest",
                        List.of(
                                test("keeps_its_arguments", "jqwik", Status.FAILED, untidy("loss that writes to x")),
                                test("loss_is_right", "jqwik", Status.SUCCESSFUL, right("hinge")))),
                of("com.acme.layers.FuzzTest", List.of(campaign())));
    }

    static Subject right(String name) {
        return Subject.scalar(name, Math::sin, Math::cos, 0.3, -1.2, 2.5).about(Math.class);
    }

    static Subject wrongSign(String name) {
        return Subject.scalar(name, Math::cos, Math::sin, 0.3, -1.2, 2.5).about(Math.class);
    }

    static Subject kink(String name) {
        return Subject.scalar(name, x -> x > 0 ? x : 0.1 * x, x -> x > 0 ? 1 : 0.1, 0, 1.5)
                .about(Activation.class);
    }

    static Subject undecided(String name) {
        return Subject.scalar(name, Math::sqrt, x -> 0.5 / Math.sqrt(x), 0).about(Math.class);
    }

    private static Subject network(String name) {
        Subject network = Network.inputs(4)
                .hidden(6, Activation.TANH)
                .output(3, Loss.SQUARED_ERROR)
                .initialise(Initialiser.GLOROT, 3)
                .on(new Batch(matrix(5, 4, 0.7), matrix(5, 3, -0.4)));
        return Subject.of(name, network.point(), network::evaluate, network::gradient)
                .about(Network.class);
    }

    private static Subject untidy(String name) {
        return Subject.of(
                        name,
                        Map.of("x", Tensor.vector(0.4, 1.1)),
                        at -> {
                            double[] x = at.get("x").values();
                            double value = x[0] * x[0] + 3 * x[1];
                            x[0] += 1;
                            return Tensor.scalar(value);
                        },
                        (at, upstream) -> Map.of(
                                "x",
                                Tensor.vector(2 * upstream.get() * at.get("x").values()[0], 3 * upstream.get())))
                .about(Loss.class);
    }

    private static Subject transposed(String name) {
        return dense(name, 4, 4, (gradient, size) -> {
            double[] swapped = new double[gradient.length];
            Arrays.setAll(swapped, k -> gradient[k % size * size + k / size]);
            return swapped;
        });
    }

    private static Subject oneRowWrong(String name) {
        return dense(name, 6, 8, (gradient, columns) -> {
            double[] wrong = gradient.clone();
            for (int k = 2 * columns; k < 3 * columns; k++) {
                wrong[k] *= 1 + 0.02 * (1 + k % 5);
            }
            return wrong;
        });
    }

    /** The function tanh(W x), with what is made of the gradient of W. */
    private static Subject dense(String name, int rows, int columns, BiFunction<double[], Integer, double[]> mistake) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("W", matrix(rows, columns, 0.9));
        point.put(
                "x",
                Tensor.vector(IntStream.range(0, columns)
                        .mapToDouble(k -> Math.cos(1 + k))
                        .toArray()));
        return Subject.of(
                        name,
                        point,
                        at -> Tensor.vector(
                                hidden(at.get("W").values(), at.get("x").values())),
                        (at, upstream) -> {
                            double[] w = at.get("W").values();
                            double[] x = at.get("x").values();
                            double[] h = hidden(w, x);
                            double[] dw = new double[w.length];
                            double[] dx = new double[x.length];
                            for (int k = 0; k < w.length; k++) {
                                int row = k / columns;
                                double da = upstream.values()[row] * (1 - h[row] * h[row]);
                                dw[k] = da * x[k % columns];
                                dx[k % columns] += da * w[k];
                            }
                            return Map.of(
                                    "W",
                                    Tensor.of(new int[] {rows, columns}, mistake.apply(dw, columns)),
                                    "x",
                                    Tensor.vector(dx));
                        })
                .about(Tensor.class);
    }

    private static double[] hidden(double[] w, double[] x) {
        double[] h = new double[w.length / x.length];
        for (int k = 0; k < w.length; k++) {
            h[k / x.length] += w[k] * x[k % x.length];
        }
        Arrays.setAll(h, i -> Math.tanh(h[i]));
        return h;
    }

    private static Tensor matrix(int rows, int columns, double scale) {
        double[] values = new double[rows * columns];
        Arrays.setAll(values, k -> scale * Math.sin(3 + 2.3 * k));
        return Tensor.of(new int[] {rows, columns}, values);
    }

    /** What a campaign of networks found, shrunk. */
    static TestResult campaign() {
        CheckResult shown = test("shown", Status.FAILED, transposed("network 2-3-2-1"))
                .subjects()
                .get(0)
                .shown();
        NetworkResult network = new NetworkResult(
                2,
                "SQUARED_ERROR",
                List.of(
                        new LayerResult(
                                3,
                                "TANH",
                                List.of(List.of(1.0, -0.5), List.of(0.0, 2.0), List.of(-1.0, 0.25)),
                                List.of(0.0, 1.0, -0.5)),
                        new LayerResult(
                                2,
                                "RELU",
                                List.of(List.of(1.0, 0.5, -2.0), List.of(0.125, -1.0, 1.0)),
                                List.of(0.0, 0.0)),
                        new LayerResult(1, "", List.of(List.of(1.0, -1.0)), List.of(0.5))),
                List.of(new SkipResult(0, 2)));
        MistakeResult mistake =
                new MistakeResult("transposed", List.of("W#"), 41, 17, shown.text(), """
                Network network = Network.inputs(2).hidden(3, Activation.TANH).hidden(2, Activation.RELU)
                        .output(1, Loss.SQUARED_ERROR).skip(0, 2).parameters(weights, biases);
                GradientChecker.standard().seed(17).check(network.on(batch)).throwIfFailed();""", shown, network);
        SubjectResult subject = new SubjectResult(
                "io.gradcheck.nn.Network",
                "networks of any kind",
                1,
                20_000,
                312,
                Map.of(Verdict.PASS, 19_100L, Verdict.KINK, 859L, Verdict.FAIL, 41L),
                12,
                41,
                1_843_220,
                9.4,
                3.1e-9,
                4.4e-9,
                null,
                List.of(mistake),
                null);
        return new TestResult(
                "networks",
                "junit-jupiter",
                "[engine:junit-jupiter]/networks",
                Status.FAILED,
                9.6,
                List.of(),
                0,
                List.of(subject));
    }

    /** Many subjects that passed, with names and numbers as long as they often are. */
    static List<ClassResult> passed(int classes, int perClass) {
        List<ClassResult> all = new ArrayList<>();
        for (int k = 0; k < classes; k++) {
            String type = "com.acme.layers.deep.Layer" + k;
            List<TestResult> tests = new ArrayList<>();
            for (int j = 0; j < perClass; j++) {
                tests.add(new TestResult(
                        "gradient_of_layer_" + j + "_is_right",
                        j % 3 == 0 ? "jqwik" : "junit-jupiter",
                        "id " + k + "." + j,
                        Status.SUCCESSFUL,
                        0.01 * j,
                        List.of(),
                        0,
                        List.of(passed(type, "layer " + k + " of kind " + j, k * perClass + j))));
            }
            all.add(of(type + "GradientTest", tests));
        }
        return all;
    }

    private static SubjectResult passed(String type, String name, int number) {
        double analytic = Math.sin(number + 0.1234567);
        double limit = Math.pow(10, -6 - 6 * Math.abs(Math.sin(number)));
        List<Finding> variables = IntStream.rangeClosed(1, 3)
                .mapToObj(k -> new Finding(
                        "W" + k,
                        Verdict.PASS,
                        "",
                        20 * k,
                        new EntryCounts(20L * k, 20L * k, 0, 0),
                        analytic * k,
                        analytic * k + 1e-14,
                        3.3e-13,
                        limit,
                        limit * 2,
                        false,
                        Subgradient.NO_KINK,
                        30,
                        new WrongEntries(List.of(), 0, CountKind.EXACT, List.of(), WrongJacobian.NONE, 0),
                        List.of(),
                        List.of()))
                .toList();
        CheckResult shown = new CheckResult(
                Verdict.PASS,
                false,
                new EntryCounts(120, 120, 0, 0),
                variables,
                List.of(),
                24,
                24,
                List.of(),
                List.of(),
                name + ": every gradient is right within its bound",
                "GradientChecker.standard().seed(" + number + ")",
                List.of(),
                List.of());
        return new SubjectResult(
                type,
                name,
                number,
                1,
                0,
                Map.of(Verdict.PASS, 1L),
                0,
                0,
                95,
                0.012,
                limit,
                limit * 2,
                shown,
                List.of(),
                null);
    }

    /** Ten thousand subjects, of which some hundreds did not pass. */
    static List<ClassResult> tenThousand() {
        List<ClassResult> all = new ArrayList<>(passed(97, 100));
        List<TestResult> failed = new ArrayList<>();
        TestResult one = test("dense", Status.FAILED, oneRowWrong("dense layer"));
        for (int k = 0; k < 300; k++) {
            failed.add(new TestResult(
                    "dense_" + k,
                    one.engine(),
                    one.id() + k,
                    one.status(),
                    one.seconds(),
                    List.of(),
                    0,
                    List.of(about("com.acme.layers.Dense" + k, one.subjects().get(0)))));
        }
        all.add(of("com.acme.layers.WrongLayersTest", failed));
        return all;
    }

    private static SubjectResult about(String classUnderTest, SubjectResult one) {
        return new SubjectResult(
                classUnderTest,
                one.subject(),
                one.seed(),
                one.tries(),
                one.shrinkingTries(),
                one.verdicts(),
                one.vacuous(),
                one.unasserted(),
                one.evaluations(),
                one.seconds(),
                one.detectionLimit(),
                one.relativeDetectionLimit(),
                one.shown(),
                one.mistakes(),
                one.tooLittle());
    }

    /** One test whose names are markup. */
    static List<ClassResult> hostile() {
        return List.of(of(
                "com.acme." + HOSTILE,
                List.of(
                        test(HOSTILE, Status.FAILED, wrongSign("wrong " + HOSTILE)),
                        test("right " + HOSTILE, Status.SUCCESSFUL, right("right " + HOSTILE + "\uD800\u0007")))));
    }
}
