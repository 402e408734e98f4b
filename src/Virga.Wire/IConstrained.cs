namespace Virga.Wire;

/// <summary>A shape with constraints in the model. Implemented by generated code.</summary>
internal interface IConstrained
{
    /// <summary>Notes each constraint that fails, here and below.</summary>
    void Check(Constraints found);
}
