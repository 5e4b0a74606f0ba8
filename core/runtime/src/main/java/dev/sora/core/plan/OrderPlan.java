// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.order.OrderType;
import java.util.Optional;

/**
 * An order of minibatches.
 *
 * @param planned the type and its settings
 * @param output the output whose classes it reads; empty if it reads none
 */
public record OrderPlan(ResolvedType<OrderType> planned, Optional<String> output) {}
