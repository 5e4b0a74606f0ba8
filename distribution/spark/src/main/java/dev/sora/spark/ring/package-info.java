// SPDX-License-Identifier: Apache-2.0
/**
 * Workers in a ring of sockets, who add up vectors.
 *
 * <p>Each worker opens a {@link RingPort}, the workers exchange the addresses by other means, and
 * {@link Ring#join} connects each to the next one. Both ends of a connection prove with a challenge
 * that they know the {@link RingSecret} of this attempt of this training. {@link Ring#add} is a
 * ring all-reduce (Patarasuk and Yuan, 2009): each worker sends 2 (W - 1) / W times the vector. The
 * order of the sums depends only on the number of workers, so a training repeats to the bit.
 *
 * <p>Every wait has a limit, and every message has a length that the receiver knows before it
 * reads: a worker that is lost, foreign or faulty ends a call with a problem, and never hangs it.
 * This package knows nothing of Spark.
 */
package dev.sora.spark.ring;
