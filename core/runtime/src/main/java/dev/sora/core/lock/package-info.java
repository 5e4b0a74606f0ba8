// SPDX-License-Identifier: Apache-2.0
/**
 * Locks: what a training depended on, and whether another training has the same.
 *
 * <p>{@link LockMaker} writes down plugins with their digests, settings, data and engine. {@link
 * LockEnforcer} applies a lock: it chooses exactly its plugins, and refuses a training whose data,
 * settings or platform differ, naming each difference. {@link TrainingIdentity} decides whether a
 * checkpoint belongs to a plan.
 *
 * <p>The file {@code sora.lock} itself is {@link dev.sora.core.packaging.Lock}.
 */
package dev.sora.core.lock;
