namespace Virga.Server.Configuration;

/// <summary>
/// One setting. Its variable (<c>VIRGA_EC2_TRANSITIONS</c>) decides its flag (<c>--ec2-transitions</c>) and its key in
/// a
/// file (<c>ec2-transitions</c>, or <c>transitions</c> under <c>ec2</c>).
/// </summary>
/// <param name="Variable">The environment variable, by which the documentation calls the setting.</param>
/// <param name="Default">The value when nobody sets one, as it would be written.</param>
/// <param name="Help">What it does, in a line.</param>
/// <param name="Aliases">Variables of other emulators that mean the same.</param>
internal sealed record Setting(string Variable, string Default, string Help, params string[] Aliases)
{
    /// <summary>The key in a file.</summary>
    public string Name { get; } = Variable["VIRGA_".Length..].ToLowerInvariant().Replace('_', '-');

    public string Flag => "--" + Name;
}
