namespace Virga.Libvirt.Seeds;

/// <summary>A file in the root of a seed image. The name: 1 to 64 characters of ASCII.</summary>
internal sealed record SeedFile(string Name, ReadOnlyMemory<byte> Content);
