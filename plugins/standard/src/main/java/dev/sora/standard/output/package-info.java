// SPDX-License-Identifier: Apache-2.0
/**
 * Outputs for classification, multi-label classification and regression.
 *
 * <p>An output such as {@code Classification} learns its classes or statistics from the training
 * data and becomes a fitted output such as {@code FittedClassification}, which computes the loss
 * and decodes predictions. {@code Head} is the optional last dense layer.
 */
package dev.sora.standard.output;
