package io.gradcheck.nn;

/**
 * Where training is, for callbacks.
 *
 * @param number how many steps have been made, from 1
 * @param epoch the present pass through the examples, from 1
 * @param loss the loss on the mini-batch of this step, before the step
 * @param network the network after the step; an own copy that later steps do not change
 * @param batch the mini-batch of this step
 */
public record TrainingStep(long number, int epoch, double loss, Network network, Batch batch) {}
