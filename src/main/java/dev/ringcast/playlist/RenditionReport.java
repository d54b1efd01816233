package dev.ringcast.playlist;

/**
 * EXT-X-RENDITION-REPORT: how far another media playlist of the same multivariant playlist has come (L38), so that a
 * player that changes over asks for the right part at once.
 *
 * @param uri the other playlist, relative to the one that holds the report
 * @param position how far that is
 */
public record RenditionReport(String uri, PlaylistPosition position) {}
