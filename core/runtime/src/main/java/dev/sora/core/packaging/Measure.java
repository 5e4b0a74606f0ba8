// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

/**
 * What is known of an entry's content.
 *
 * @param size its bytes
 * @param crc the check sum of the zip format
 * @param sha256 its digest in hexadecimal
 */
record Measure(long size, long crc, String sha256) {}
