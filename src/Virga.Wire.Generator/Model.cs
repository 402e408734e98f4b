using System.Text.Json.Nodes;

namespace Virga.Wire.Generator;

/// <summary>The model of one service, patched, and what of it is read or written.</summary>
internal sealed class Model
{
    private readonly Dictionary<string, Shape> shapes;

    private Model(string service, JsonObject root)
    {
        Service = service;
        Metadata = root["metadata"]!.AsObject();
        shapes = root["shapes"]!.AsObject()
            .ToDictionary(pair => pair.Key, pair => new Shape(pair.Key, pair.Value!.AsObject()));
        Operations = [.. root["operations"]!.AsObject()
            .Select(pair => new OperationModel(pair.Key, pair.Value!.AsObject()))];
        Inputs = Reach(Operations.Select(operation => operation.Input));
        Outputs = Reach(Operations.Select(operation => operation.Output));
        foreach (var operation in Operations)
            AddEmpty(operation);
    }

    public string Service { get; }

    public string Namespace => "Virga.Wire." + Names.Pascal(Service);

    public JsonObject Metadata { get; }

    public string Protocol => (string)Metadata["protocol"]!;

    public bool IsEc2 => Protocol == "ec2";

    public bool IsJson => Protocol == "json" || IsRest;

    /// <summary>Whether method and path name the operation.</summary>
    public bool IsRest => Protocol == "rest-json";

    public IReadOnlyList<OperationModel> Operations { get; }

    /// <summary>Names of shapes that requests are made of.</summary>
    public HashSet<string> Inputs { get; }

    /// <summary>Names of shapes that answers are made of.</summary>
    public HashSet<string> Outputs { get; }

    /// <summary>Shapes in use, by name.</summary>
    public IEnumerable<Shape> Used =>
        shapes.Values.Where(shape => Inputs.Contains(shape.Name) || Outputs.Contains(shape.Name))
            .OrderBy(shape => shape.ClassName, StringComparer.Ordinal);

    public Shape this[string name] => shapes[name];

    public Shape this[Member member] => shapes[member.ShapeName];

    public static Model Load(string folder, string service)
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, service + ".json")))!.AsObject();
        var patches = Path.Combine(folder, "patches", service + ".json");
        if (File.Exists(patches))
            foreach (var patch in JsonNode.Parse(File.ReadAllText(patches))!["patches"]!.AsArray())
                Apply(patch!.AsObject(), root["shapes"]!.AsObject());
        return new(service, root);
    }

    private static void Apply(JsonObject patch, JsonObject shapes)
    {
        var name = (string)patch["shape"]!;
        if (string.IsNullOrWhiteSpace((string?)patch["reason"]))
            throw new InvalidDataException($"The patch of {name} has no reason.");
        var target = shapes[name] as JsonObject
            ?? throw new InvalidDataException($"A patch names {name}, which is no shape.");
        if ((string?)patch["member"] is { } member)
            target = target["members"]?[member] as JsonObject
                ?? throw new InvalidDataException($"A patch names {name}.{member}, which is no member.");
        foreach (var (trait, value) in patch["set"]!.AsObject())
        {
            if (value is null)
                target.Remove(trait);
            else
                target[trait] = value.DeepClone();
        }
    }

    private HashSet<string> Reach(IEnumerable<string?> roots)
    {
        var found = new HashSet<string>();
        var open = new Stack<string>(roots.OfType<string>());
        while (open.TryPop(out var name))
            if (found.Add(name))
                foreach (var part in shapes[name].Parts)
                    open.Push(part);
        return found;
    }

    /// <summary>Gives an operation without input or output an empty class of its own.</summary>
    private void AddEmpty(OperationModel operation)
    {
        var empty = new JsonObject { ["type"] = "structure", ["members"] = new JsonObject() };
        if (operation.Input is null)
            Inputs.Add(operation.Input = AddShape(operation.Name + "Request", empty));
        if (operation.Output is null)
            Outputs.Add(operation.Output = AddShape(operation.Name + "Result", empty));
    }

    private string AddShape(string name, JsonObject traits)
    {
        shapes.Add(name, new(name, traits));
        return name;
    }
}
