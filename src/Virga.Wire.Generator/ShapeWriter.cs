namespace Virga.Wire.Generator;

/// <summary>
/// Writes the class of a structure: properties, and readers and writers where requests or answers hold it.
/// </summary>
internal sealed class ShapeWriter(Model model)
{
    private const string Wire = "global::Virga.Wire.";

    private readonly TypeNames types = new(model);
    private readonly CheckWriter checks = new(model);
    private readonly CrossCutting crossCutting = new(model);
    private readonly ValueWriter values = new(model);

    public string Write(Shape shape)
    {
        var type = types.Of(shape);
        var isInput = model.Inputs.Contains(shape.Name);
        var isOutput = model.Outputs.Contains(shape.Name);
        var isChecked = isInput && checks.Has(shape);
        var aspects = crossCutting.Of(shape);
        var code = new Code();
        code.Open($"public sealed partial class {shape.ClassName} : {string.Join(", ", Interfaces())}");
        foreach (var member in shape.Members)
            code.Line($"public {types.Of(model[member])}? {member.Property} {{ get; set; }}");
        foreach (var line in aspects.SelectMany(aspect => aspect.Mapping))
            code.Line(line);
        if (isInput)
            WriteReader(shape, type, code);
        if (isOutput)
            WriteWriter(shape, code);
        if (isChecked)
            checks.Write(shape, code);
        return code.Close().ToString();

        IEnumerable<string> Interfaces()
        {
            if (isInput)
                yield return $"{Wire}{(model.IsJson ? "IJsonInput" : "IQueryInput")}<{type}>";
            if (isOutput)
                yield return Wire + (model.IsJson ? "IJsonOutput" : "IXmlOutput");
            if (isChecked)
                yield return Wire + "IConstrained";
            foreach (var aspect in aspects)
                yield return aspect.Interface;
        }
    }

    private void WriteReader(Shape shape, string type, Code code)
    {
        code.Line();
        if (model.IsJson)
            WriteJsonReader(shape, type, code);
        else
            WriteQueryReader(shape, type, code);
    }

    private void WriteQueryReader(Shape shape, string type, Code code)
    {
        code.Open($"static {type} {Wire}IQueryInput<{type}>.Read({Wire}QueryNode n)");
        code.Line($"var x = new {type}();");
        foreach (var member in shape.Members)
        {
            var name = Names.Utf8(model.IsEc2 ? member.Ec2Name : member.WireName);
            code.Line($"x.{member.Property} = {values.QueryRead(member, name)};");
            if (model.IsEc2 && member.IsRequired)
                code.Line($"n.Require(x.{member.Property} is null, {name});");
        }
        code.Line("return x;").Close();
    }

    private void WriteJsonReader(Shape shape, string type, Code code)
    {
        code.Open($"static {type} {Wire}IJsonInput<{type}>.Read(ref {Wire}JsonInput r)");
        code.Line($"var x = new {type}();");
        code.Line("while (r.Next())");
        var start = "    if";
        foreach (var member in shape.Members)
        {
            var read = $"x.{member.Property} = {values.JsonRead(model[member])};";
            code.Line($"{start} (r.Is({Names.Utf8(member.Name)})) {read}");
            start = "    else if";
        }
        code.Line(shape.Members.Count > 0 ? "    else r.Skip();" : "    r.Skip();");
        code.Line("return x;").Close();
    }

    private void WriteWriter(Shape shape, Code code)
    {
        code.Line();
        code.Open(model.IsJson
            ? $"void {Wire}IJsonOutput.Write(global::System.Text.Json.Utf8JsonWriter w)"
            : $"void {Wire}IXmlOutput.Write({Wire}XmlResponse w)");
        foreach (var member in shape.Members)
            code.Line((model.IsJson ? values.JsonWrite(member) : values.XmlWrite(member)) + ";");
        code.Close();
    }
}
