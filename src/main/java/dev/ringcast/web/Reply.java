package dev.ringcast.web;

/** What a request is met with: an answer, or a wait for one. */
sealed interface Reply permits Answer, Wait {}
