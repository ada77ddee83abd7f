package com.acme

import io.gradcheck.check.GradientChecker
import io.gradcheck.jqwik.CaseArbitraries
import io.gradcheck.source.{LayerSource, SubjectCase}
import net.jqwik.api.{Arbitrary, ForAll, Property, Provide}

class SwishProperties {
  @Provide
  def swish(): Arbitrary[SubjectCase] =
    CaseArbitraries.of(LayerSource.of("swish", _ => new Swish, s => Array(s.batch(), s.width())))

  @Property(tries = 50)
  def swish_is_right(@ForAll("swish") swish: SubjectCase): Unit =
    GradientChecker.standard().allowVacuous().check(swish.subject()).throwIfFailed()
}
