namespace Virga.Server.Configuration;

/// <summary>
/// One setting. Its name decides its flag (<c>--ec2-transitions</c>), its variable (<c>VIRGA_EC2_TRANSITIONS</c>) and
/// its
/// key in a file (<c>ec2-transitions</c>, or <c>transitions</c> under <c>ec2</c>).
/// </summary>
/// <param name="Name">In lower case with dashes.</param>
/// <param name="Default">The value when nobody sets one, as it would be written.</param>
/// <param name="Help">What it does, in a line.</param>
/// <param name="Aliases">Variables of other emulators that mean the same.</param>
internal sealed record Setting(string Name, string Default, string Help, params string[] Aliases)
{
    public string Flag => "--" + Name;

    public string Variable => "VIRGA_" + Name.ToUpperInvariant().Replace('-', '_');
}
