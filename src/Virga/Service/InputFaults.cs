using System.Net;
using Virga.Wire;

namespace Virga.Service;

/// <summary>A request that could not be read, in the words of each kind of service.</summary>
internal static class InputFaults
{
    public static AwsException Explain(ServiceApi api, InputException fault) => api.Protocol switch
    {
        WireProtocol.Ec2Query => Ec2(fault),
        WireProtocol.Query => Query(fault),
        _ => Json(api, fault),
    };

    /// <summary>Codes: EC2 API Reference, "Error codes for the Amazon EC2 API", client errors.</summary>
    private static AwsException Ec2(InputException fault) => fault.Fault switch
    {
        InputFault.MissingParameter => CommonErrors.MissingParameter(fault.Parameter),
        InputFault.UnknownParameter =>
            new("UnknownParameter", $"The parameter {fault.Parameter} is not recognized"),
        InputFault.InvalidNumber or InputFault.InvalidBoolean or InputFault.InvalidTimestamp
            or InputFault.InvalidEnum or InputFault.Constraint => CommonErrors.InvalidParameterValue(
                fault.Text ?? $"Invalid value '{Short(fault.Value)}' for {fault.Parameter}."),
        InputFault.InvalidBlob => CommonErrors.InvalidParameterValue(
            $"Invalid BASE64 encoding of {fault.Parameter}."),
        InputFault.TooLong when fault.Parameter.Length == 0 => TooLarge(),
        InputFault.TooLong or InputFault.TooMany or InputFault.TooDeep =>
            new("MalformedQueryString", $"The parameter {Short(fault.Parameter)} exceeds the limits of a request."),
        _ => new("MalformedQueryString", $"The query string contains a syntax error: {Short(fault.Parameter)}"),
    };

    private static AwsException Query(InputException fault) => fault.Fault switch
    {
        InputFault.Constraint or InputFault.MissingParameter or InputFault.InvalidEnum =>
            new("ValidationError", fault.Text ?? $"The request must contain the parameter {fault.Parameter}"),
        InputFault.TooLong when fault.Parameter.Length == 0 => TooLarge(),
        InputFault.TooLong or InputFault.TooMany or InputFault.TooDeep or InputFault.Malformed =>
            new("MalformedInput", $"The parameter {Short(fault.Parameter)} cannot be read."),
        InputFault.UnknownParameter => new("ValidationError", $"The parameter {fault.Parameter} is not recognized"),
        _ => new("MalformedInput", $"Invalid value '{Short(fault.Value)}' for {fault.Parameter}"),
    };

    /// <summary>ECR names its own exception for constraints; the others use the common ValidationException.</summary>
    private static AwsException Json(ServiceApi api, InputException fault) => fault.Fault switch
    {
        InputFault.Constraint or InputFault.MissingParameter or InputFault.InvalidEnum =>
            new(api.Name == "ecr" ? "InvalidParameterException" : "ValidationException", fault.Text ?? fault.Message),
        InputFault.TooLong when fault.Parameter.Length == 0 => TooLarge(),
        _ => new("SerializationException", fault.Text ?? $"The value of {Short(fault.Parameter)} cannot be read."),
    };

    public static AwsException TooLarge() => new(
        "RequestEntityTooLarge",
        "The request is larger than this service accepts.",
        HttpStatusCode.RequestEntityTooLarge);

    private static string Short(string? text) => text is null ? "" : text.Length <= 256 ? text : text[..256] + "…";
}
