// SPDX-License-Identifier: Apache-2.0
/** Identifiers of users and items, what each user was seen with, and state that is not trusted. */
package dev.sora.recommender.identifier;
