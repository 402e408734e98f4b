namespace Virga.Wire.Generator;

/// <summary>
/// Finds which requests and answers share DryRun, a token, pages, filters or tags, whatever their members are called.
/// </summary>
internal sealed class CrossCutting(Model model)
{
    private const string Wire = "global::Virga.Wire.";

    private readonly HashSet<string> requests = [.. model.Operations.Select(operation => operation.Input!)];
    private readonly HashSet<string> results = [.. model.Operations.Select(operation => operation.Output!)];
    private readonly TypeNames types = new(model);

    /// <summary>An interface, and the lines that map it where a member has another name.</summary>
    public sealed record Aspect(string Interface, params IReadOnlyList<string> Mapping);

    public IReadOnlyList<Aspect> Of(Shape shape)
    {
        var aspects = new List<Aspect>();
        if (requests.Contains(shape.Name))
            aspects.AddRange(OfRequest(shape));
        if (results.Contains(shape.Name) && IsType(shape, "NextToken", "string"))
            aspects.Add(new(Wire + "IPagedResult"));
        return aspects;
    }

    private IEnumerable<Aspect> OfRequest(Shape shape)
    {
        if (IsType(shape, "DryRun", "boolean"))
            yield return new(Wire + "IDryRun");
        if (Token(shape) is { } token)
            yield return Mapped(Wire + "IClientToken", "ClientToken", token);
        if (IsType(shape, "MaxResults", "integer") && IsType(shape, "NextToken", "string"))
            yield return new(Wire + "IPaged");
        if (model.IsEc2 && Only(shape, "FilterList") is { } filters)
            yield return Mapped($"global::{model.Namespace}.IFiltered", "Filters", filters);
        if (model.IsEc2 && Only(shape, "TagSpecificationList") is { } tags)
            yield return Mapped($"global::{model.Namespace}.ITagSpecified", "TagSpecifications", tags);
    }

    private Aspect Mapped(string type, string property, Member member) => member.Property == property
        ? new(type)
        : new(type, $"{types.Of(model[member])}? {type}.{property} "
            + $"{{ get => {member.Property}; set => {member.Property} = value; }}");

    private Member? Token(Shape shape) =>
        shape.Members.SingleOrDefault(member => member.Name == "ClientToken" && model[member].Type == "string")
        ?? shape.Members.SingleOrDefault(member => member.IsIdempotencyToken);

    private static Member? Only(Shape shape, string type) =>
        shape.Members.Count(member => member.ShapeName == type) == 1
            ? shape.Members.Single(member => member.ShapeName == type)
            : null;

    private bool IsType(Shape shape, string name, string type) =>
        shape.Members.Any(member => member.Name == name && model[member].Type == type);
}
