package com.acme

import io.gradcheck.campaign.Campaign
import io.gradcheck.check.GradientChecker
import io.gradcheck.finding.Verdict
import io.gradcheck.junit.LayerContract
import io.gradcheck.source.FunctionSource
import io.gradcheck.source.LayerSource
import io.gradcheck.source.Sizes
import io.gradcheck.source.Values
import io.gradcheck.subject.Operation
import io.gradcheck.subject.Subject
import io.gradcheck.subject.Tensor
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

    private fun times(
        a: Tensor,
        b: Tensor,
    ) = Tensor.of(a.shape(), *DoubleArray(a.size()) { a.values()[it] * b.values()[it] })
}
