// SPDX-License-Identifier: Apache-2.0
/** Orders of minibatches: balanced classes, and several records of each identity. */
package dev.sora.standard.order;
