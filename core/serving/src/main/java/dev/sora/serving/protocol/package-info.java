// SPDX-License-Identifier: Apache-2.0
/**
 * Requests and answers as JSON: the Open Inference Protocol, records, and the description in
 * OpenAPI.
 */
package dev.sora.serving.protocol;
