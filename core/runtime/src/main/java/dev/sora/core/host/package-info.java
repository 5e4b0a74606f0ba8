// SPDX-License-Identifier: Apache-2.0
/** The plugins at work, whatever container holds them. */
package dev.sora.core.host;
