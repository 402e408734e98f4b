namespace Virga.Wire.Generator;

/// <summary>Writes the list of operations of a service.</summary>
internal static class ApiWriter
{
    public static string Write(Model model)
    {
        var code = new Code();
        var name = Names.Pascal(model.Service) + "Api";
        var title = (string)model.Metadata["serviceFullName"]!;
        code.Line($"/// <summary>{title}: its constants and operations.</summary>");
        code.Open($"public static class {name}");
        Constants(model, code);
        code.Line();
        foreach (var operation in model.Operations)
            Property(model, operation, code);
        Find(model, code);
        code.Line();
        code.Line("/// <summary>All operations, sorted.</summary>");
        code.Line("public static global::System.Collections.Generic.IReadOnlyList<string> "
            + "OperationNames => Names.All;");
        code.Line();
        code.Open("private static class Names");
        code.Open("public static readonly string[] All = new[]");
        foreach (var operation in model.Operations)
            code.Line($"\"{operation.Name}\",");
        return code.Close("};").Close().Close().ToString();
    }

    private static void Constants(Model model, Code code)
    {
        var wire = "global::Virga.Wire.";
        var protocol = model.IsEc2 ? "Ec2Query" : model.IsRest ? "RestJson" : model.IsJson ? "Json" : "Query";
        var style = model.Service switch { "ec2" => "None", "iam" => "Unquoted", "ecr" => "First", _ => "Quoted" };
        var xmlNamespace = ((string?)model.Metadata["xmlNamespace"])?.TrimEnd('/') + "/";
        code.Line($"public const string Version = \"{(string)model.Metadata["apiVersion"]!}\";");
        code.Line($"public const {wire}WireProtocol Protocol = {wire}WireProtocol.{protocol};");
        if (model.IsRest)
            Routes(model, code);
        else
            code.Line(model.IsJson
                ? $"public const string TargetPrefix = \"{(string)model.Metadata["targetPrefix"]!}\";"
                : $"public const string XmlNamespace = \"{xmlNamespace}\";");
        code.Line();
        code.Line($"private static readonly {wire}ServiceInfo Service = new(\"{model.Service}\", Protocol, "
            + $"{(model.IsJson ? "\"\"" : "XmlNamespace")}, {wire}ConstraintStyle.{style});");
    }

    /// <summary>The parameters of path and query string, under the names of the members that they fill.</summary>
    private static void Routes(Model model, Code code)
    {
        const string route = "global::Virga.Wire.RestRoute";
        code.Line("/// <summary>How method and path name an operation.</summary>");
        code.Open($"public static readonly {route}[] Routes = new {route}[]");
        foreach (var operation in model.Operations)
        {
            var path = operation.Path;
            var query = new List<string>();
            foreach (var member in model[operation.Input!].Members)
            {
                if (member.Location == "uri")
                    path = path.Replace($"{{{member.WireName}}}", $"{{{member.Name}}}", StringComparison.Ordinal);
                else if (member.Location == "querystring")
                    query.Add($"new(\"{member.WireName}\", \"{member.Name}\", \"{model[member].Type}\")");
            }
            code.Line($"new(\"{operation.Method}\", \"{path}\", \"{operation.Name}\", "
                + $"new global::Virga.Wire.RestParameter[] {{ {string.Join(", ", query)} }}),");
        }
        code.Close("};");
    }

    private static void Property(Model model, OperationModel operation, Code code)
    {
        var input = $"global::{model.Namespace}.{model[operation.Input!].ClassName}";
        var output = $"global::{model.Namespace}.{model[operation.Output!].ClassName}";
        var type = $"global::Virga.Wire.Operation<{input}, {output}>";
        var read = model.IsJson ? "ReadJson" : "ReadQuery";
        var facts = string.Join(", ", Facts(model, operation));
        var init = facts.Length > 0 ? $" {{ {facts} }}" : "";
        var slot = "s" + operation.Name;
        code.Line($"private static {type}? {slot};");
        code.Line($"public static {type} {operation.Name} => {slot} ?? global::Virga.Wire.Operation.Keep(ref {slot}, "
            + $"new(Service, \"{operation.Name}\", global::Virga.Wire.Shapes.{read}<{input}>){init});");
        code.Line();
    }

    private static IEnumerable<string> Facts(Model model, OperationModel operation)
    {
        if (!operation.HasOutput)
            yield return "HasOutput = false";
        if (model[operation.Input!].Members.FirstOrDefault(member => member.Name == "MaxResults") is not { } results)
            yield break;
        if (RuleWriter.Number(model[results], "min") is { } min)
            yield return $"LeastResults = {min}";
        if (RuleWriter.Number(model[results], "max") is { } max)
            yield return $"MostResults = {max}";
    }

    private static void Find(Model model, Code code)
    {
        code.Line("/// <summary>The operation of that name; null when the service has none.</summary>");
        code.Open("public static global::Virga.Wire.Operation? Find(string name) => name switch");
        foreach (var operation in model.Operations)
            code.Line($"\"{operation.Name}\" => {operation.Name},");
        code.Line("_ => null,").Close("};");
    }
}
