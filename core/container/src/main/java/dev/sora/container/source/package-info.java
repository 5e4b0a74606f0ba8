// SPDX-License-Identifier: Apache-2.0
/** Where plugins come from: files, folders, repositories of Maven, indexes. */
package dev.sora.container.source;
