package org.cordscope.learning.torch;

import java.util.Collection;
import java.util.Optional;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.IntType;
import org.bytedeco.pytorch.NumberType;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.OptionalType;
import org.bytedeco.pytorch.SingletonTypePtr;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/** An operator of libtorch that has no function of its own in the Java binding, called through the dispatcher. */
final class Operator {
    private final OperatorHandle handle;

    /** Element types of lists. Beware: {@code new GenericList(pointer of any other class)} compiles and is a cast. */
    private static final class Types {
        static final Type.TypePtr INTEGER =
                new Type.TypePtr(new SingletonTypePtr(IntType.getIntTypePtr().get()));
        static final Type.TypePtr OPTIONAL_NUMBER = OptionalType.get(new Type.TypePtr(
                new SingletonTypePtr(NumberType.getNumberIntTypePtr().get())));
        static final Type.TypePtr TENSOR =
                new OptionalType(OptionalType.ofTensor().get()).getElementType();
    }

    private Operator(OperatorHandle handle) {
        this.handle = handle;
    }

    /** The operator {@code name}, such as {@code mkldnn::_convolution_pointwise}, or empty where this build lacks it. */
    static Optional<Operator> find(String name, String overload) {
        try {
            return Optional.of(new Operator(Dispatcher.singleton().findSchemaOrThrow(name, overload)));
        } catch (RuntimeException e) { // thrown by libtorch
            return Optional.empty();
        }
    }

    /** An operator that every build has. */
    static Operator named(String name, String overload) {
        return find(name, overload).orElseThrow(() -> new IllegalStateException("libtorch lacks " + name));
    }

    /** Calls an operator whose result is a list of tensors of one shape, and stacks them. */
    Tensor stacked(IValue... arguments) {
        try (IValueVector stack = new IValueVector(arguments)) {
            handle.callBoxed(stack);
            try (IValue list = stack.get(0);
                    TensorVector tensors = list.toTensorVector()) {
                return torch.stack(tensors);
            }
        }
    }

    /** Calls the operator and returns its first result, which the caller closes. */
    Tensor call(IValue... arguments) {
        try (IValueVector stack = new IValueVector(arguments)) {
            handle.callBoxed(stack);
            try (IValue first = stack.get(0);
                    Tensor view = first.toTensor()) {
                return new Tensor(view); // the view dies with the stack
            }
        }
    }

    /** Calls an operator that works in place and returns nothing. */
    void run(IValue... arguments) {
        try (IValueVector stack = new IValueVector(arguments)) {
            handle.callBoxed(stack);
        }
    }

    static IValue integers(long... values) {
        try (GenericList list = new GenericList(Types.INTEGER)) {
            for (long value : values) {
                try (IValue item = new IValue(value)) {
                    list.push_back(item);
                }
            }
            return new IValue(list);
        }
    }

    /** An empty list of optional numbers. */
    static IValue noNumbers() {
        try (GenericList list = new GenericList(Types.OPTIONAL_NUMBER)) {
            return new IValue(list);
        }
    }

    static IValue tensors(Collection<Tensor> values) {
        try (GenericList list = new GenericList(Types.TENSOR)) {
            for (Tensor value : values) {
                try (IValue item = new IValue(value)) {
                    list.push_back(item);
                }
            }
            return new IValue(list);
        }
    }
}
