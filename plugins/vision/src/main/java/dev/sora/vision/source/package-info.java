// SPDX-License-Identifier: Apache-2.0
/**
 * Data sources of images: files in the IDX format, as MNIST has, and folders or archives with a
 * folder of pictures for each class.
 *
 * <p>{@code Sources.types()} lists them. {@code IdxSource} reads a file of images and one of labels
 * side by side; {@code ImageFolder} yields the bytes of the files and leaves decoding to the input.
 * Both are streams: a record is in memory only while it is read.
 *
 * <p>Tables with a column of picture files are read by the sources of the plugin {@code data}.
 */
package dev.sora.vision.source;
