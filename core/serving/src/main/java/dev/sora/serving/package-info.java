// SPDX-License-Identifier: Apache-2.0
/**
 * A server of models over HTTP, on Jetty. {@link dev.sora.serving.JettyServerProvider} is found by
 * {@link java.util.ServiceLoader}; no other class is for applications.
 */
package dev.sora.serving;
