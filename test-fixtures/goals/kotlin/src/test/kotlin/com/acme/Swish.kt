package com.acme

import io.gradcheck.subject.Layer
import io.gradcheck.subject.Parameter
import io.gradcheck.subject.Tensor
import kotlin.math.exp

/** y = x sigmoid(beta x), of one learned number beta. */
open class Swish : Layer {
    private val beta: Tensor = Tensor.scalar(1.0)
    private val parameter = Parameter("beta", beta)
    private var x = DoubleArray(0)

    private fun sigmoid(value: Double) = 1 / (1 + exp(-beta.get() * value))

    override fun forward(input: Tensor): Tensor {
        x = input.values().clone()
        return Tensor.of(input.shape(), *DoubleArray(x.size) { x[it] * sigmoid(x[it]) })
    }

    open fun slope(value: Double): Double {
        val s = sigmoid(value)
        return s + value * beta.get() * s * (1 - s)
    }

    override fun backward(outputGradient: Tensor): Tensor {
        val dy = outputGradient.values()
        for (i in x.indices) {
            val s = sigmoid(x[i])
            parameter.gradient().add(dy[i] * x[i] * x[i] * s * (1 - s))
        }
        return Tensor.of(outputGradient.shape(), *DoubleArray(dy.size) { dy[it] * slope(x[it]) })
    }

    override fun parameters(): List<Parameter> = listOf(parameter)
}
