using System.Globalization;
using Virga.Ec2.Images.Catalogue;
using Virga.Facts;

namespace Virga.Ssm.PublicParameters;

/// <summary>
/// The public parameters below <c>/aws/service/</c>: images (derived from <see cref="AmiCatalogue"/>, so that what
/// they say can be launched) and the global infrastructure. <c>/aws/service/global-infrastructure/services</c> is not
/// here.
/// </summary>
internal static class PublicParameterCatalogue
{
    private const string Root = "/aws/service";
    private static readonly FactTable Table = new("Virga.Ssm.PublicParameters.public-parameters.tsv.br");

    /// <summary>Whether the name is AWS's to define; an account cannot make a parameter there.</summary>
    public static bool IsPublic(string name) => name == Root || name.StartsWith(Root + "/", StringComparison.Ordinal);

    /// <summary>The parameter with this exact name, or null.</summary>
    public static PublicParameter? Find(string region, string name)
    {
        if (!IsPublic(name)) return null;
        if (InfrastructureParameters.Covers(name)) return InfrastructureParameters.Find(region, name);
        return Table.Find(name) is { } row ? Read(region, row) : null;
    }

    /// <summary>
    /// The parameters at any depth below a path (which may end in a slash), in the order of their names.
    /// </summary>
    public static IEnumerable<PublicParameter> ByPath(string region, string path)
    {
        var prefix = path.TrimEnd('/') + "/";
        var images = Table.Rows()
            .Where(row => row.StartsWith(prefix, StringComparison.Ordinal))
            .Select(row => Read(region, row));
        return images.Concat(InfrastructureParameters.Below(region, prefix))
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal);
    }

    /// <summary>
    /// The parameters directly below a path: what GetParametersByPath answers unless it is recursive.
    /// </summary>
    public static IEnumerable<PublicParameter> Children(string region, string path)
    {
        var depth = path.TrimEnd('/').Length + 1;
        return ByPath(region, path).Where(parameter => !parameter.Name.AsSpan(depth).Contains('/'));
    }

    private static PublicParameter Read(string region, string row)
    {
        var cells = new FactReader(row);
        var name = cells.Text();
        var image = AmiCatalogue.FindByName(region, cells.Text())
            ?? throw new InvalidOperationException($"The table of public parameters names no image for {name}.");
        return new PublicParameter(
            region, name, cells.Text().Replace("{ami}", image.ImageId, StringComparison.Ordinal), cells.Int(),
            DateTimeOffset.Parse(cells.Cell(), CultureInfo.InvariantCulture), cells.Text());
    }
}
