package com.acme

import io.gradcheck.campaign.Campaign
import io.gradcheck.check.GradientChecker
import io.gradcheck.finding.Verdict
import io.gradcheck.junit.LayerContract
import io.gradcheck.running.RunningChecks
import io.gradcheck.source.{FunctionSource, LayerSource, Sizes, Values}
import io.gradcheck.subject.{Operation, Subject, Tensor}
import io.gradcheck.subject.boosting.{BoostingData, BoostingObjective}
import io.gradcheck.subject.manifold.{GradientKind, Manifolds}
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

  @Test
  def a_variable_can_move_on_a_surface(): Unit = {
    val sum = Subject.objective("cubes", x => x.map(e => e * e * e).sum, x => x.map(e => 3 * e * e), 0.6, 0.8)
    val source = FunctionSource
      .of(
        "sine",
        (_, v) =>
          Subject.objective(
            "sine",
            x => math.sin(x(0)),
            x => x.indices.map(i => if (i == 0) math.cos(x(0)) else 0.0).toArray,
            v.get("x").values()*
          )
      )
      .input(
        "x",
        _ => Values.on(Manifolds.simplex(), GradientKind.AMBIENT),
        s => Array(s.between("classes", 2, 5))
      )

    GradientChecker.standard().check(Manifolds.on(sum, Manifolds.sphere(), GradientKind.AMBIENT)).throwIfFailed()
    assertEquals(
      Verdict.FAIL,
      GradientChecker.standard().check(Manifolds.on(sum, Manifolds.sphere(), GradientKind.RIEMANNIAN)).verdict()
    )
    Campaign.of(source).tries(50).run().throwIfFailed()
  }

  @Test
  def an_objective_of_boosting_is_two_lambdas(): Unit = {
    def objective(factor: Double): BoostingObjective =
      BoostingObjective.of(
        "squares",
        BoostingData.ofLabels(1.0, 0.0, 2.0),
        (p, data) => p.zip(data.labels()).map((x, y) => (x - y) * (x - y) / 2).sum,
        (p, data) =>
          java.util.List.of(p.zip(data.labels()).map((x, y) => factor * (x - y)), Array.fill(p.length)(factor)),
        0.3,
        -0.2,
        1.5
      )

    objective(1).subjects().forEach(subject => GradientChecker.standard().check(subject).throwIfFailed())
    assertEquals(Verdict.FAIL, GradientChecker.standard().check(objective(-1).gradient()).verdict())
    GradientChecker.standard().check(objective(-1).gradientFactor(-1).gradient()).throwIfFailed()
  }

  @Test
  def running_code_is_checked(): Unit = {
    val checks = RunningChecks.every(1).share(1)
    val gradient = checks.gradient("square", x => x(0) * x(0), x => Array(2 * x(0)))
    val swish = checks.layer("swish", new Swish, () => new Swish)
    for (n <- 1 to 5) {
      assertEquals(2.0 * n, gradient.apply(Array(n.toDouble))(0))
      swish.backward(swish.forward(Tensor.vector(0.1 * n, -1.0)))
    }
    checks.close()
    assertTrue(checks.report().checks() > 0)

    val others = RunningChecks.every(1).share(1)
    others.gradient("cube", x => x(0) * x(0) * x(0), x => Array(x(0))).apply(Array(2.0))
    assertTrue(others.report().failed())
  }
}
