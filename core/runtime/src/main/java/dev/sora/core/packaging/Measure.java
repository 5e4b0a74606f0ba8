// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

/**
 * The size and digests of an entry.
 *
 * @param size its size in bytes
 * @param crc the check sum of the zip format
 * @param sha256 its digest in hexadecimal
 */
record Measure(long size, long crc, String sha256) {}
