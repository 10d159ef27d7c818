#!/usr/bin/env bash
# Makes the files of this folder anew, in the folder it is started from. Needs ffmpeg with libmp3lame,
# libvorbis, libopus, libx264 and libvpx. See README.md.
set -euo pipefail
make() { ffmpeg -v error -y "${@:1:$#-1}" -fflags +bitexact -flags +bitexact "${@: -1}"; }

# The left tone has 440 Hz and amplitude 0.5, the right one 660 Hz and 0.25; both begin at phase 0.
left='0.5*sin(2*PI*440*t)'
right='0.25*sin(2*PI*660*t)'
tones() { echo "aevalsrc=$left|$right:s=$1:d=$2"; }
tone() { echo "aevalsrc=$left:s=$1:d=$2"; }

# What the encoder does to noise is of no use to tones.
aac=(-c:a aac -aac_coder fast -aac_tns 0 -aac_pns 0)

# Sounds.
make -f lavfi -i "$(tones 8000 0.1)" -c:a pcm_alaw alaw.wav
make -f lavfi -i "$(tones 8000 0.1)" -c:a pcm_mulaw mulaw.wav
make -f lavfi -i "$(tones 8000 0.1)" -c:a pcm_s16le -rf64 always rf64.wav
make -f lavfi -i "$(tones 8000 0.1)" -c:a pcm_s24le extensible.wav
make -f lavfi -i "$(tones 8000 0.1)" -c:a adpcm_ima_wav adpcm.wav
make -f lavfi -i "$(tones 44100 0.25)" -c:a libmp3lame -b:a 64k tones.mp3
make -f lavfi -i "$(tone 22050 0.25)" -c:a libmp3lame -q:a 5 mono.mp3
make -f lavfi -i "$(tone 44100 0.25)" -c:a libmp3lame -b:a 64k -write_xing 0 no-xing.mp3
make -f lavfi -i "$(tones 44100 0.25)" -c:a libvorbis -q:a 4 vorbis.ogg
make -f lavfi -i "$(tones 48000 0.25)" -c:a libopus -b:a 48k tones.opus
make -f lavfi -i "$(tones 44100 0.1)" -c:a flac -sample_fmt s16 tones.flac
make -f lavfi -i "$(tone 22050 0.1)" -c:a flac -sample_fmt s32 -bits_per_raw_sample 24 mono24.flac
make -f lavfi -i "$(tones 44100 0.25)" "${aac[@]}" -b:a 64k tones.m4a
make -f lavfi -i "$(tones 8000 0.1)" -c:a pcm_s16be tones.aiff
make -f lavfi -i "$(tones 48000 0.25)" -c:a libopus -b:a 48k tones.webm

# Films: frame n is (n + 1) * 20 bright on its left half and black on its right one.
film="nullsrc=s=64x48:r=10:d=1,format=yuv420p,geq=lum='if(lt(X,32),(N+1)*20,16)':cb=128:cr=128"
h264=(-c:v libx264 -preset veryslow -crf 12 -bf 2 -pix_fmt yuv420p)
make -f lavfi -i "$film" -f lavfi -i "$(tones 44100 1)" "${h264[@]}" "${aac[@]}" -b:a 64k film.mp4
make -f lavfi -i "$film" -f lavfi -i "anullsrc=r=44100:cl=mono:d=1" "${h264[@]}" "${aac[@]}" silent.mp4
make -f lavfi -i "$film" "${h264[@]}" -an mute.mp4
six="$left|$right|0|0|0.2*sin(2*PI*300*t)|0.1*sin(2*PI*200*t)"
make -f lavfi -i "$film" -f lavfi -i "aevalsrc=$six:s=48000:d=0.5:c=5.1" \
  "${h264[@]}" "${aac[@]}" -b:a 128k surround.mp4
make -f lavfi -i "$film" -vf "select='not(between(n,3,6))'" -vsync vfr "${h264[@]}" variable.mkv
make -i film.mp4 -c copy -metadata:s:v:0 rotate=90 rotated.mp4
make -f lavfi -i "$film" -f lavfi -i "$(tones 48000 1)" \
  -c:v libvpx -b:v 200k -c:a libopus -b:a 48k film.webm
make -f lavfi -i "$film" -c:v mpeg4 -bf 2 -q:v 4 -an film.avi
make -f lavfi -i "$film" -itsoffset 0.3 -f lavfi -i "$(tone 8000 0.5)" \
  "${h264[@]}" -c:a pcm_s16le late.mkv

# Files to be cut: as short as they can be.
make -f lavfi -i "$(tone 8000 0.05)" -c:a pcm_s16be short.aiff
make -f lavfi -i "$(tone 16000 0.15)" "${aac[@]}" -b:a 16k short.m4a
make -f lavfi -i "$(tone 48000 0.1)" -c:a libopus -b:a 16k short.webm
tiny="nullsrc=s=32x32:r=10:d=0.3,format=yuv420p,geq=lum='(N+1)*60':cb=128:cr=128"
make -f lavfi -i "$tiny" -f lavfi -i "$(tone 16000 0.3)" "${h264[@]}" "${aac[@]}" -b:a 16k \
  -movflags +faststart short.mp4
