// SPDX-License-Identifier: Apache-2.0
/** Strategies that search for the values of a manifest. */
package dev.sora.strategies;
