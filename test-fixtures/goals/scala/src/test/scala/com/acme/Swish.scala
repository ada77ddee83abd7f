package com.acme

import io.gradcheck.subject.{Layer, Parameter, Tensor}

/** y = x sigmoid(beta x), of one learned number beta. */
class Swish extends Layer {
  private val beta = Tensor.scalar(1)
  private val parameter = Parameter("beta", beta)
  private var x = Array.empty[Double]

  private def sigmoid(value: Double): Double = 1 / (1 + math.exp(-beta.get() * value))

  override def forward(input: Tensor): Tensor = {
    x = input.values().clone()
    Tensor.of(input.shape(), x.map(value => value * sigmoid(value))*)
  }

  def slope(value: Double): Double = {
    val s = sigmoid(value)
    s + value * beta.get() * s * (1 - s)
  }

  override def backward(outputGradient: Tensor): Tensor = {
    val dy = outputGradient.values()
    for (i <- x.indices) {
      val s = sigmoid(x(i))
      parameter.gradient().add(dy(i) * x(i) * x(i) * s * (1 - s))
    }
    Tensor.of(outputGradient.shape(), x.indices.map(i => dy(i) * slope(x(i)))*)
  }

  override def parameters(): java.util.List[Parameter] = java.util.List.of(parameter)
}
