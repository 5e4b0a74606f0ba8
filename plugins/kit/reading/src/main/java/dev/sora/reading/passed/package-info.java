// SPDX-License-Identifier: Apache-2.0
/** What sources do not read, counted. */
package dev.sora.reading.passed;
