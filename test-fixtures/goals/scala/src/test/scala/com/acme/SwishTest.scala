package com.acme

import io.gradcheck.campaign.Campaign
import io.gradcheck.check.GradientChecker
import io.gradcheck.finding.Verdict
import io.gradcheck.junit.LayerContract
import io.gradcheck.source.{FunctionSource, LayerSource, Sizes, Values}
import io.gradcheck.subject.{Operation, Subject, Tensor}
import io.gradcheck.subject.vector.VectorFunctions
import org.junit.jupiter.api.Assertions.{assertEquals, assertTrue}
import org.junit.jupiter.api.Test

class SwishTest extends LayerContract {
  override protected def layer(s: Sizes): Swish = new Swish

  override protected def inputShape(s: Sizes): Array[Int] = Array(s.batch(), s.width())

  override protected def classUnderTest(): Class[?] = classOf[Swish]
}

class OtherSubjectsTest {
  @Test
  def a_wrong_layer_is_found(): Unit = {
    val wrong = new Swish { override def slope(value: Double): Double = 1.0 }
    val report = GradientChecker.standard().check(Subject.layer("swish", wrong, Tensor.vector(0.3, -2.0)))

    assertEquals(Verdict.FAIL, report.verdict())
  }

  @Test
  def functions_are_lambdas(): Unit = {
    GradientChecker
      .standard()
      .check(Subject.objective("square", x => x(0) * x(0), x => Array(2 * x(0)), 3.0))
      .throwIfFailed()
    GradientChecker
      .standard()
      .check(Subject.scalar("sin", x => math.sin(x), x => math.cos(x), 0.3))
      .throwIfFailed()
    GradientChecker
      .standard()
      .check(VectorFunctions.jacobian("product", x => Array(x(0) * x(1)), x => Array(Array(x(1), x(0))), 2.0, 3.0))
      .throwIfFailed()
  }

  @Test
  def operations_and_sources_are_lambdas(): Unit = {
    def times(a: Tensor, b: Tensor): Tensor =
      Tensor.of(a.shape(), a.values().zip(b.values()).map((x, y) => x * y)*)
    val product = FunctionSource
      .ofOperation(
        "product",
        _ =>
          Operation.of(
            in => java.util.Map.of("y", times(in.get("a"), in.get("b"))),
            (in, d) =>
              java.util.Map.of("a", times(d.get("y"), in.get("b")), "b", times(d.get("y"), in.get("a")))
          )
      )
      .input("a", s => Array(s.width()))
      .input("b", _ => Values.positive(), s => Array(s.width()))
    val layers = LayerSource.of("swish", _ => new Swish, s => Array(s.width()))

    val report = Campaign.of(product, layers).tries(100).run()

    report.throwIfFailed()
    assertTrue(report.skipped().isEmpty)
  }
}
