// SPDX-License-Identifier: Apache-2.0
/**
 * Sources of pictures with labelled boxes.
 *
 * <p>{@code voc} reads Pascal VOC: an XML file beside each picture ({@code VocFile}). Files are in
 * a folder or an archive; {@code PictureFinder} decides which picture an annotation is about.
 */
package dev.sora.detection.source;
