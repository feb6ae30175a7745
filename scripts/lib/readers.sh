# Sourced by the commands beside it: builds Core and Documents with flags of their own, by hand and not by SwiftPM, which would
# build all dependencies and every main.swift with them too.

# build_readers FOLDER C-FLAGS SWIFT-FLAGS…: leaves modules and objects in the folder, and what links against them in `reader_flags`.
build_readers() {
    local work=$1 c_flags=$2
    shift 2
    reader_flags=(
        -swift-version 6 -O -g -enable-testing -use-ld=lld "$@"
        -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility
        -enable-upcoming-feature InternalImportsByDefault -enable-upcoming-feature NonisolatedNonsendingByDefault
        -I "$work" -I Sources/CXML -I Sources/CZip -I "$work/CChild"
    )
    local include name files
    mkdir -p "$work/CChild"
    printf 'module CChild { umbrella "%s" export * }\n' "$PWD/Sources/CChild/include" >"$work/CChild/module.modulemap"
    for include in $(pkg-config --cflags-only-I libxml-2.0 libzip); do reader_flags+=(-Xcc "$include"); done
    for name in Core Documents; do
        mapfile -t files < <(find "Sources/$name" -name '*.swift' ! -name ContentHash.swift)
        [[ $name == Core ]] || files+=(Tests/Fuzzing/ContentHash.swift)
        swiftc "${reader_flags[@]}" -parse-as-library -wmo -module-name "$name" -emit-module \
            -emit-module-path "$work/$name.swiftmodule" -emit-object "${files[@]}" -o "$work/$name.o"
    done
    reader_flags+=("$work/Core.o" "$work/Documents.o" -lxml2 -lzip)
    for name in Sources/CChild/*.c; do
        # shellcheck disable=SC2086 # several flags, or none
        clang $c_flags -I Sources/CChild/include -c "$name" -o "$work/$(basename "$name").o"
        reader_flags+=("$work/$(basename "$name").o")
    done
}
