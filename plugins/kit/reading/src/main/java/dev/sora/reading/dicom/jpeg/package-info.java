// SPDX-License-Identifier: Apache-2.0
/**
 * Decodes JPEG data of medical pictures that the JDK does not read: 12 bits, lossless JPEG,
 * JPEG-LS. Pictures of 8 bits are left to the decoder of the JDK.
 */
package dev.sora.reading.dicom.jpeg;
