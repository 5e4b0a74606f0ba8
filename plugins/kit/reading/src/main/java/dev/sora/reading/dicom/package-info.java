// SPDX-License-Identifier: Apache-2.0
/**
 * Reads pictures of DICOM files (PS3.3, PS3.5 and PS3.10), the format of medical scanners.
 *
 * <p>{@link dev.sora.reading.dicom.DicomFile} reads a file, gives its frames as pictures with
 * rescaling and window applied, and its attributes as texts. It reads no structured reports,
 * waveforms or volumes.
 */
package dev.sora.reading.dicom;
