#!/bin/sh
# Records the small media files that the tests of the sources play, from generated pictures and sound.
# Needs ffmpeg with libx264 and libvpx (Debian's does). Usage, from the project's folder: src/build/test-media.sh
set -eu
out=src/test/resources/media
mkdir -p "$out"
ff() { ffmpeg -hide_banner -loglevel error -y -fflags +bitexact "$@"; }

# A voice-like sound: vowels of a pulsing 120 Hz buzz. The loudness is kept well below full scale.
voice="aevalsrc='0.3*sin(2*PI*120*t)*(0.6+0.4*sin(2*PI*3*t))+0.15*sin(2*PI*720*t)*(0.5+0.5*sin(2*PI*2*t))':s=44100"

# H.264 with B-frames and AAC in MP4: the usual file.
ff -f lavfi -i testsrc2=s=320x180:r=25:d=2 -f lavfi -i "$voice:d=2" \
  -c:v libx264 -profile:v high -bf 2 -g 25 -b:v 180k -pix_fmt yuv420p -c:a aac -b:a 64k -ac 2 -flags +bitexact \
  -movflags +faststart -shortest "$out/h264-aac.mp4"

# VP9 and Opus in WebM, at an NTSC rate.
ff -f lavfi -i mandelbrot=s=256x144:r=30000/1001:end_pts=400 -f lavfi -i "sine=f=440:d=2:r=48000" -t 2 \
  -c:v libvpx-vp9 -b:v 150k -deadline realtime -cpu-used 8 -pix_fmt yuv420p -c:a libopus -b:a 48k -ac 1 \
  -flags +bitexact "$out/vp9-opus.webm"

# Interlaced MPEG-2 and MP2 in MPEG-TS: broadcast.
ff -f lavfi -i testsrc2=s=352x288:r=50:d=1 -f lavfi -i "sine=f=330:d=1:r=48000" \
  -vf tinterlace=interleave_top,fieldorder=tff -c:v mpeg2video -flags +ildct+ilme+bitexact -top 1 -b:v 250k -qmax 60 -g 25 \
  -c:a mp2 -b:a 64k -ac 2 -muxrate 0 -f mpegts "$out/mpeg2-interlaced.ts"

# H.264 and AAC in MPEG-TS, for senders and HLS.
ff -f lavfi -i testsrc2=s=320x180:r=25:d=3 -f lavfi -i "$voice:d=3" \
  -c:v libx264 -preset veryfast -tune zerolatency -g 25 -b:v 150k -pix_fmt yuv420p -c:a aac -b:a 48k -ac 2 \
  -flags +bitexact -f mpegts "$out/h264-aac.ts"

# The same pictures as a bare elementary stream: no index, no times.
ff -f lavfi -i testsrc2=s=160x120:r=25:d=1 -c:v libx264 -preset veryfast -tune zerolatency -g 25 -b:v 80k \
  -pix_fmt yuv420p -flags +bitexact -f h264 "$out/bare.h264"

# A telephone held upright: turned by the display matrix.
ff -i "$out/h264-aac.mp4" -t 0.4 -c copy -an -metadata:s:v rotate=90 -flags +bitexact "$out/rotated.mp4"

# Noise alone, mono, 22050 Hz: pictureless; and with a cover, which is no picture either.
ff -f lavfi -i "sine=f=1000:d=1:r=22050" -af volume=12dB -c:a pcm_s16le -ac 1 -flags +bitexact "$out/mono-22050.wav"
ff -f lavfi -i "anoisesrc=d=1:r=44100:a=0.2:c=pink" -f lavfi -i testsrc2=s=64x64:r=1:d=1 -map 0 -map 1 -frames:v 1 \
  -c:a libmp3lame -b:a 64k -c:v mjpeg -disposition:v attached_pic -flags +bitexact "$out/cover.mp3"

# Six channels, all at full scale and in phase: what clips if it is mixed carelessly.
ff -f lavfi -i "aevalsrc='sin(2*PI*500*t)|sin(2*PI*500*t)|sin(2*PI*500*t)|sin(2*PI*50*t)|sin(2*PI*500*t)|sin(2*PI*500*t):c=5.1:s=48000:d=0.3'" \
  -c:a flac -flags +bitexact "$out/surround.flac"

# Pictures alone.
ff -f lavfi -i mandelbrot=s=160x120:r=10 -t 1 -c:v libx264 -preset veryfast -b:v 60k -pix_fmt yuv420p -an \
  -flags +bitexact "$out/silent.mkv"

# What must not be played: noise that is no media, and a stream whose pictures are damaged.
head -c 20000 /dev/zero | openssl enc -aes-128-ctr -K 00112233445566778899aabbccddeeff \
  -iv 00000000000000000000000000000000 > "$out/garbage.mp4"
ff -i "$out/h264-aac.mp4" -an -c copy -bsf:v noise=amount=1 -flags +bitexact "$out/damaged.mkv"
ls -l "$out"
