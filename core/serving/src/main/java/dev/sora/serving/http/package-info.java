// SPDX-License-Identifier: Apache-2.0
/** The interface over HTTP: addresses, limits, keys, logs and metrics. */
package dev.sora.serving.http;
