package com.acme

import io.gradcheck.campaign.Campaign
import io.gradcheck.check.GradientChecker
import io.gradcheck.finding.Verdict
import io.gradcheck.junit.LayerContract
import io.gradcheck.running.RunningChecks
import io.gradcheck.source.FunctionSource
import io.gradcheck.source.LayerSource
import io.gradcheck.source.Sizes
import io.gradcheck.source.Values
import io.gradcheck.subject.Operation
import io.gradcheck.subject.Subject
import io.gradcheck.subject.Tensor
import io.gradcheck.subject.boosting.BoostingData
import io.gradcheck.subject.boosting.BoostingObjective
import io.gradcheck.subject.manifold.GradientKind
import io.gradcheck.subject.manifold.Manifolds
import io.gradcheck.subject.vector.VectorFunctions
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class SwishTest : LayerContract() {
    override fun layer(s: Sizes) = Swish()

    override fun inputShape(s: Sizes) = intArrayOf(s.batch(), s.width())

    override fun classUnderTest(): Class<*> = Swish::class.java
}

class OtherSubjectsTest {
    @Test
    fun a_wrong_layer_is_found() {
        val wrong = object : Swish() {
            override fun slope(value: Double) = 1.0
        }
        val report = GradientChecker.standard().check(Subject.layer("swish", wrong, Tensor.vector(0.3, -2.0)))

        assertEquals(Verdict.FAIL, report.verdict())
        assertEquals("input", report.findings().first { it.verdict() == Verdict.FAIL }.name())
    }

    @Test
    fun functions_are_lambdas() {
        GradientChecker.standard()
            .check(Subject.objective("square", { x -> x[0] * x[0] }, { x -> doubleArrayOf(2 * x[0]) }, 3.0))
            .throwIfFailed()
        GradientChecker.standard()
            .check(Subject.scalar("sin", { x -> Math.sin(x) }, { x -> Math.cos(x) }, 0.3))
            .throwIfFailed()
        GradientChecker.standard()
            .check(
                VectorFunctions.jacobian(
                    "product",
                    { x -> doubleArrayOf(x[0] * x[1]) },
                    { x -> arrayOf(doubleArrayOf(x[1], x[0])) },
                    2.0,
                    3.0,
                ),
            ).throwIfFailed()
    }

    @Test
    fun operations_and_sources_are_lambdas() {
        val product =
            FunctionSource.ofOperation("product") {
                Operation.of(
                    { input -> mapOf("y" to times(input.getValue("a"), input.getValue("b"))) },
                    { input, d ->
                        mapOf(
                            "a" to times(d.getValue("y"), input.getValue("b")),
                            "b" to times(d.getValue("y"), input.getValue("a")),
                        )
                    },
                )
            }.input("a") { s -> intArrayOf(s.width()) }
                .input("b", { _ -> Values.positive() }, { s -> intArrayOf(s.width()) })
        val layers = LayerSource.of("swish", { _ -> Swish() }, { s -> intArrayOf(s.width()) })

        val report = Campaign.of(product, layers).tries(100).run()

        report.throwIfFailed()
        assertTrue(report.skipped().isEmpty())
    }

    @Test
    fun a_variable_can_move_on_a_surface() {
        val sum =
            Subject.objective("cubes", { x -> x.sumOf { it * it * it } }, { x ->
                DoubleArray(x.size) { 3 * x[it] * x[it] }
            }, 0.6, 0.8)
        val source =
            FunctionSource.of("sine") { _, v ->
                Subject.objective("sine", { x -> Math.sin(x[0]) }, { x ->
                    DoubleArray(x.size) { if (it == 0) Math.cos(x[0]) else 0.0 }
                }, *v.getValue("x").values())
            }.input(
                "x",
                { _ -> Values.on(Manifolds.simplex(), GradientKind.AMBIENT) },
                { s -> intArrayOf(s.between("classes", 2, 5)) },
            )

        GradientChecker.standard().check(Manifolds.on(sum, Manifolds.sphere(), GradientKind.AMBIENT)).throwIfFailed()
        assertEquals(
            Verdict.FAIL,
            GradientChecker.standard().check(Manifolds.on(sum, Manifolds.sphere(), GradientKind.RIEMANNIAN)).verdict(),
        )
        Campaign.of(source).tries(50).run().throwIfFailed()
    }

    @Test
    fun an_objective_of_boosting_is_two_lambdas() {
        fun objective(factor: Double) =
            BoostingObjective.of(
                "squares",
                BoostingData.ofLabels(1.0, 0.0, 2.0),
                { p, data -> p.indices.sumOf { (p[it] - data.labels()[it]) * (p[it] - data.labels()[it]) / 2 } },
                { p, data ->
                    listOf(
                        DoubleArray(p.size) { factor * (p[it] - data.labels()[it]) },
                        DoubleArray(p.size) { factor },
                    )
                },
                0.3,
                -0.2,
                1.5,
            )

        objective(1.0).subjects().forEach { GradientChecker.standard().check(it).throwIfFailed() }
        assertEquals(Verdict.FAIL, GradientChecker.standard().check(objective(-1.0).gradient()).verdict())
        GradientChecker.standard().check(objective(-1.0).gradientFactor(-1.0).gradient()).throwIfFailed()
    }

    @Test
    fun running_code_is_checked() {
        RunningChecks.every(1).share(1.0).use { checks ->
            val gradient = checks.gradient("square", { x -> x[0] * x[0] }, { x -> doubleArrayOf(2 * x[0]) })
            val swish = checks.layer("swish", Swish()) { Swish() }
            for (n in 1..5) {
                assertEquals(2.0 * n, gradient.apply(doubleArrayOf(n.toDouble()))[0])
                swish.backward(swish.forward(Tensor.vector(0.1 * n, -1.0)))
            }
            assertTrue(checks.report().checks() > 0)
        }
        RunningChecks.every(1).share(1.0).let { checks ->
            checks.gradient("cube", { x -> x[0] * x[0] * x[0] }, { x -> doubleArrayOf(x[0]) }).apply(doubleArrayOf(2.0))
            assertTrue(checks.report().failed())
        }
    }

    private fun times(
        a: Tensor,
        b: Tensor,
    ) = Tensor.of(a.shape(), *DoubleArray(a.size()) { a.values()[it] * b.values()[it] })
}
